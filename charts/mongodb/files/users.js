// Makes the users of auth.usernames. Run once by the image's entry point, as root, before the server takes connections.
const field = (name) => (process.env[name] || "").split(",").filter((part) => part.length > 0);
const [names, passwords, databases] = ["MONGODB_USERNAMES", "MONGODB_PASSWORDS", "MONGODB_DATABASES"].map(field);
names.forEach((name, place) => {
  const database = databases[place] || "test";
  db.getSiblingDB(database).createUser({ user: name, pwd: passwords[place], roles: [{ role: "readWrite", db: database }] });
});
