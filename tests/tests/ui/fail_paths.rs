googlenet_runtime::googlenet_model! {
    A = "/no/such/folder/net.yaml";
    B = concat!(env!("OUT_DIR"), "/net.yaml");
    C = env!("NO_SUCH_VARIABLE");
    D = env!("NO_SUCH_VARIABLE", "set it in .cargo/config.toml");
    E = concat!("specs/", include_str!("net.yaml"));
    F = 5;
    G = concat!("specs/", 1.5);
    H = concat!("specs/" "net.yaml");
    I = env!(NAME);
}

fn main() {}
