extension LabAPI { static let cephRoutes: [LabRoute] = [] }
extension LabAPI { static let diskRoutes: [LabRoute] = [] }
extension LabAPI { static let taskRoutes: [LabRoute] = [] }
extension LabAPI { static let replicationRoutes: [LabRoute] = [] }
extension LabAPI { static let networkRoutes: [LabRoute] = [] }
extension LabAPI { static let historyRoutes: [LabRoute] = [] }
