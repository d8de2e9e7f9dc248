// Starts the replica set, or adds the members it lacks. Safe to run again.
const wanted = process.env.MEMBERS.split(",");
const members = wanted.map((host, id) => ({ _id: id, host, priority: id === 0 ? 2 : 1 }));
let status;
try {
  status = rs.status();
} catch (error) {
  if (error.codeName !== "NotYetInitialized") throw error;
}
if (status === undefined) {
  const answer = rs.initiate({ _id: process.env.REPLICA_SET, members });
  if (answer.ok !== 1) throw new Error(JSON.stringify(answer));
} else {
  const configuration = rs.conf();
  const present = new Set(configuration.members.map((member) => member.host));
  for (const member of members.filter((member) => !present.has(member.host))) rs.add({ host: member.host, priority: 1 });
}
