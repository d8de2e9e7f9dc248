import Values

/// What a cluster's controllers do, as functions of what is stored.
///
/// They run at the end of each writing request, in its transaction, until nothing is left to do: a reader always sees a
/// cluster at rest. What has to wait for time to pass is scheduled, and runs with the first request after.
enum Controllers {
  /// A runaway is a defect; this bounds what it can cost.
  private static let maximumSteps = 200_000

  /// Works off the session's queue.
  static func settle(_ session: Session) throws(APIError) {
    for _ in 0..<maximumSteps {
      if let uid = session.takeRemovedOwner() {
        try GarbageCollector.collectDependents(of: uid, session)
      } else if let key = session.dequeue() {
        try reconcile(key, session)
      } else {
        return
      }
    }
  }

  private static func reconcile(_ key: ObjectKey, _ session: Session) throws(APIError) {
    guard let object = try session.object(key) else { return }
    if object.isBeingDeleted, object.finalizers.contains(Finalizers.foreground) {
      try GarbageCollector.continueForegroundDeletion(of: key, object, session)
      return
    }
    // What waits for its own finalizers only waits.
    let waitsForContent = key.resource == "namespaces" || key.resource == CustomResources.definitions
    if object.isBeingDeleted, !waitsForContent { return }
    switch key.resource {
    case "namespaces": try NamespaceController.reconcile(key, object, session)
    case CustomResources.definitions: try DefinitionController.reconcile(key, object, session)
    case "pods": try PodController.reconcile(key, object, session)
    case "deployments.apps": try DeploymentController.reconcile(key, object, session)
    case "replicasets.apps", "replicationcontrollers": try ReplicaSetController.reconcile(key, object, session)
    case "statefulsets.apps": try StatefulSetController.reconcile(key, object, session)
    case "daemonsets.apps": try DaemonSetController.reconcile(key, object, session)
    case "jobs.batch": try JobController.reconcile(key, object, session)
    default: try SimpleControllers.reconcile(key, object, session)
    }
  }
}
