@main struct Pulse { static func main() {} }
