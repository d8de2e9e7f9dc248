import Platform
import Values

/// The work of one writing request: the changes it makes, stamped as an API server stamps them, and what the controllers
/// have to look at because of them.
///
/// Controllers write through the same calls, so their objects get uids, versions and owners like anybody's.
final class Session {
  let store: ObjectStore
  let environment: ServerEnvironment
  /// The one moment at which all of this request happens.
  let now: Moment
  /// What the client is to be told beside the answer.
  var warnings: [String] = []
  /// Whether the Events of this session will be cleaned away in time.
  var hasScheduledCleaning = false
  private var namespacesForEvents: [String: Bool] = [:]
  private var queue: [ObjectKey] = []
  private var queueStart = 0
  private var queued: Set<ObjectKey> = []
  /// The uids of removed objects whose dependents are still to be collected.
  private var removedOwners: [String] = []

  init(store: ObjectStore, environment: ServerEnvironment) {
    self.store = store
    self.environment = environment
    now = environment.clock.now()
  }

  /// This moment as metadata has it.
  var timestamp: Value { .string(Timestamp(now).toTheSecond) }

  // MARK: The controllers' queue

  /// Has the controllers look at an object (again) before the request's transaction ends.
  func enqueue(_ key: ObjectKey) {
    if queued.insert(key).inserted { queue.append(key) }
  }

  /// Has the controllers look at all objects of a resource in a namespace.
  func enqueueAll(_ resource: String, inNamespace namespace: String) throws(APIError) {
    for key in try store.keys(of: resource, inNamespace: namespace) { enqueue(key) }
  }

  /// The next object that a controller has to look at.
  func dequeue() -> ObjectKey? {
    guard queueStart < queue.count else {
      queue = []
      queueStart = 0
      return nil
    }
    let key = queue[queueStart]
    queueStart += 1
    queued.remove(key)
    return key
  }

  /// The uid of a removed object whose dependents nobody has collected yet.
  func takeRemovedOwner() -> String? { removedOwners.popLast() }

  // MARK: Objects

  /// An object by its key.
  func object(_ key: ObjectKey) throws(APIError) -> ValueMap? {
    guard let body = try store.body(key) else { return nil }
    return try WireJSON.object(body)
  }

  /// The resource that a stored object belongs to.
  func resource(of key: ObjectKey) throws(APIError) -> Resource? {
    if let resource = ResourceTable.resource(storedAs: key.resource) { return resource }
    guard let dot = key.resource.firstIndex(of: ".") else { return nil }
    return try CustomResources.resource(
      String(key.resource[key.resource.index(after: dot)...]), String(key.resource[..<dot]), store)
  }

  /// Stores a new object.
  func insert(_ object: ValueMap, _ resource: Resource) throws(APIError) {
    let metadata = object.child("metadata")
    metadata["uid"] = .string(environment.makeUID())
    metadata["creationTimestamp"] = timestamp
    if Generations.areKept(resource) { metadata["generation"] = .int(1) }
    let key = resource.key(object.namespace, object.name)
    try store.put(key, object)
    announce(key, object)
  }

  /// Stores an object's new state; removes it where its deletion waited only for finalizers that are gone now.
  ///
  /// The answer is false where nothing but the managed fields' times would change, and nothing was stored.
  @discardableResult
  func replace(_ object: ValueMap, _ old: ValueMap, _ resource: Resource) throws(APIError) -> Bool {
    if Value.map(object).isSame(as: .map(old)) { return false }
    if Generations.areKept(resource), Generations.differ(object, old, resource) {
      object.child("metadata")["generation"] = .int64(old.generation &+ 1)
    }
    let key = resource.key(object.namespace, object.name)
    if object.isBeingDeleted, object.finalizers.isEmpty, !waitsForContent(resource) {
      try remove(key, object)
      return true
    }
    try store.put(key, object)
    announce(key, object)
    return true
  }

  /// Has the controllers of an object and of its owner look at it.
  private func announce(_ key: ObjectKey, _ object: ValueMap) {
    enqueue(key)
    for owner in object.ownerReferences {
      if let owner = Owners.key(owner, namespace: key.namespace) { enqueue(owner) }
    }
  }

  /// Whether a namespace is there to stay.
  func hasRoomForEvents(_ namespace: String) throws(APIError) -> Bool {
    if let known = namespacesForEvents[namespace] { return known }
    let object = try object(Owners.namespaceKey(namespace))
    let hasRoom = object.map { !$0.isBeingDeleted } ?? false
    namespacesForEvents[namespace] = hasRoom
    return hasRoom
  }

  // MARK: Deletion

  /// What becomes of the objects that a deleted one owns.
  enum Propagation: String {
    case background = "Background"
    case foreground = "Foreground"
    case orphan = "Orphan"
  }

  /// Deletes an object, or begins to: the answer is its state while it waits for finalizers or content, nil once gone.
  @discardableResult
  func delete(
    _ key: ObjectKey, _ object: ValueMap, _ resource: Resource, _ propagation: Propagation = .background
  ) throws(APIError) -> ValueMap? {
    let metadata = object.child("metadata")
    if propagation == .orphan {
      for dependent in try store.dependents(of: object.uid) { try dropOwner(object.uid, of: dependent) }
    }
    var finalizers = object.finalizers
    if propagation == .foreground, !finalizers.contains(Finalizers.foreground),
      try !store.dependents(of: object.uid).isEmpty
    {
      finalizers.append(Finalizers.foreground)
      metadata["finalizers"] = .list(finalizers.map { .string($0) })
    }
    if finalizers.isEmpty, !waitsForContent(resource) {
      try remove(key, object)
      return nil
    }
    if !object.isBeingDeleted {
      metadata["deletionTimestamp"] = timestamp
      metadata["deletionGracePeriodSeconds"] = .int(0)
      if object.metadata["generation"] != nil { metadata["generation"] = .int64(object.generation &+ 1) }
      if resource.isBuiltIn("namespaces") {
        object.child("status")["phase"] = .string("Terminating")
        namespacesForEvents[object.name] = false
      }
    }
    try store.put(key, object)
    announce(key, object)
    return object
  }

  /// Namespaces and definitions go only after what is in them.
  private func waitsForContent(_ resource: Resource) -> Bool {
    resource.isBuiltIn("namespaces") || resource.isBuiltIn(CustomResources.definitions)
  }

  /// Takes an object out of the store.
  func remove(_ key: ObjectKey, _ object: ValueMap) throws(APIError) {
    try store.remove(key, lastState: object)
    removedOwners.append(object.uid)
    for owner in object.ownerReferences {
      if let owner = Owners.key(owner, namespace: key.namespace) { enqueue(owner) }
    }
    if key.resource == "pods" { try enqueueAll("poddisruptionbudgets.policy", inNamespace: key.namespace) }
    // Those who wait for their content to go look again.
    if !key.namespace.isEmpty, try isWaiting(Owners.namespaceKey(key.namespace)) {
      enqueue(Owners.namespaceKey(key.namespace))
    }
    let definition = ObjectKey(resource: CustomResources.definitions, namespace: "", name: key.resource)
    if ResourceTable.resource(storedAs: key.resource) == nil, try isWaiting(definition) { enqueue(definition) }
  }

  private func isWaiting(_ key: ObjectKey) throws(APIError) -> Bool { try object(key)?.isBeingDeleted ?? false }

  /// Removes one owner from an object's references.
  func dropOwner(_ uid: String, of key: ObjectKey) throws(APIError) {
    guard let object = try object(key), let resource = try resource(of: key) else { return }
    let old = object.deepCopy()
    let left = object.ownerReferences.filter { $0.text("uid") != uid }
    object.child("metadata").set("ownerReferences", left.isEmpty ? nil : .list(left.map { .map($0) }))
    try replace(object, old, resource)
  }
}

/// The finalizers that the cluster itself sets.
enum Finalizers {
  static let foreground = "foregroundDeletion"
  static let orphan = "orphan"
}
