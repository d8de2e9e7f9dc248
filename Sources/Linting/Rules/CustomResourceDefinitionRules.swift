import Charts
import Platform

/// Checks the files under crds/, as Helm's rules.Crds.
enum CustomResourceDefinitionRules {
  private static let folder = "crds/"

  static func run(_ target: inout LintTarget) {
    guard let kind = FileSystem.kind(target.path("crds")) else { return }
    guard target.check(.error, folder, kind == .folder ? nil : "not a directory") else { return }
    let chart: Chart
    do throws(ChartError) {
      chart = try target.load()
    } catch {
      target.check(.error, folder, error.description)
      return
    }
    for definition in chart.customResourceDefinitions {
      let name = definition.file.name
      var documents = LintedDocuments(definition.file.data)
      do throws(LintedDocuments.Problem) {
        while let document = try documents.next() {
          let isInGroup = document.apiVersion.hasPrefix("apiextensions.k8s.io")
          target.check(.error, name, isInGroup ? nil : "apiVersion is not in 'apiextensions.k8s.io'")
          let isDefinition = document.kind == "CustomResourceDefinition"
          target.check(.error, name, isDefinition ? nil : "object kind is not 'CustomResourceDefinition'")
        }
      } catch {
        target.check(.error, name, "unable to parse YAML: \(error.text)")
        return
      }
    }
  }
}
