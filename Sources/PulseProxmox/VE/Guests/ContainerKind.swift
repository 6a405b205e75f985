/// What a container's configuration tells about what runs in it.
enum ContainerKind {
    /// Whether it was made from the image of an application container (OCI), `platform-polling` §2.5.
    static func isOCI(_ configuration: ContainerConfiguration) -> Bool {
        if configuration.entrypoint != nil { return true }
        if let template = configuration.osTemplate, isImageReference(template) { return true }
        // Such a container has no system of its own that the platform could prepare.
        return configuration.osType == "unmanaged" && configuration.consoleMode == "console"
    }

    /// A name as registries have them: `docker.io/library/nginx:latest`, `oci:…`, `local:vztmpl/nginx_latest.oci.tar`.
    static func isImageReference(_ template: String) -> Bool {
        let template = template.lowercased()
        if template.hasPrefix("oci:") || template.hasPrefix("docker:") || template.hasPrefix("docker://") || template.hasPrefix("oci://") {
            return true
        }
        if template.contains(".oci.") || template.hasSuffix(".oci") { return true }
        if template.contains(":vztmpl/") { return false }
        let parts = template.split(separator: "/")
        guard parts.count >= 2, let registry = parts.first else { return false }
        return registry.contains(".") || registry.hasPrefix("localhost")
    }

    /// The name of the system for people; `nil` when the platform does not manage it.
    static func systemName(_ osType: String?) -> String? {
        guard let osType, osType != "unmanaged" else { return nil }
        return names[osType] ?? osType
    }

    private static let names: [String: String] = [
        "alpine": "Alpine Linux", "archlinux": "Arch Linux", "centos": "CentOS", "debian": "Debian", "devuan": "Devuan",
        "fedora": "Fedora", "gentoo": "Gentoo", "nixos": "NixOS", "opensuse": "openSUSE", "ubuntu": "Ubuntu",
    ]
}
