// Starts the replica set, or adds the members it lacks. Run on the first member, again and again.
const wanted = process.env.MEMBERS.split(",");
let started = true;
try {
  rs.status();
} catch (error) {
  if (error.codeName !== "NotYetInitialized") throw error;
  started = false;
}
if (!started) {
  const members = wanted.map((host, id) => ({ _id: id, host, priority: id === 0 ? 2 : 1 }));
  rs.initiate({ _id: process.env.REPLICA_SET, members });
} else if (db.hello().isWritablePrimary) {
  const present = new Set(rs.conf().members.map((member) => member.host));
  wanted.filter((host) => !present.has(host)).forEach((host) => rs.add({ host, priority: 1 }));
}
