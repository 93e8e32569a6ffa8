//! The host of libvirt's test driver, in the XML that it reads.

/// A host with a guest, a network and a pool of every name in the line.
pub fn node(arguments: &[&str], is_small: bool) -> String {
    let mut names: Vec<&str> = arguments.iter().skip(1).copied().filter(|one| super::is_name(one)).collect();
    names.push("default");
    names.sort_unstable();
    names.dedup();
    let files: Vec<&str> = arguments.iter().skip(1).filter_map(|one| one.rsplit('/').next()).collect();
    let makes = arguments[0].starts_with("vol-create");
    let volumes: Vec<&str> = files.into_iter().filter(|one| one.contains('.')).skip(usize::from(makes)).collect();
    let mut node = String::from("<node>");
    for (number, name) in names.iter().enumerate() {
        node.extend([domain(name, arguments, is_small), network(name, 100 + number), pool(name, &volumes)]);
    }
    node + "</node>"
}

fn domain(name: &str, arguments: &[&str], is_small: bool) -> String {
    let taps = arguments.iter().filter(|one| one.starts_with("vnet"));
    let taps = taps.fold(String::new(), |all, tap| {
        all + &format!("<interface type='network'><source network='default'/><target dev='{tap}'/></interface>")
    });
    let memory = if is_small { 4 } else { 16 };
    format!(
        "<domain type='test'><name>{name}</name><memory unit='GiB'>{memory}</memory><currentMemory unit='GiB'>2</currentMemory>\
         <vcpu current='2'>8</vcpu><os><type>hvm</type></os><devices><disk type='file' device='disk'>\
         <source file='/srv/{name}.qcow2'/><target dev='vda' bus='virtio'/></disk><disk type='file' device='cdrom'>\
         <target dev='sda' bus='sata'/></disk>{taps}<memballoon model='virtio'/></devices></domain>"
    )
}

fn network(name: &str, number: usize) -> String {
    let subnet = if name == "default" { 122 } else { number };
    format!(
        "<network><name>{name}</name><bridge name='br{number}'/><forward/><ip address='192.168.{subnet}.1' \
         netmask='255.255.255.0'><dhcp><range start='192.168.{subnet}.2' end='192.168.{subnet}.200'/></dhcp></ip></network>"
    )
}

fn pool(name: &str, volumes: &[&str]) -> String {
    let path = if name == "default" { "/var/lib/libvirt/images".to_owned() } else { format!("/pools/{name}") };
    let volumes = volumes.iter().fold(String::new(), |all, name| {
        all + &format!("<volume><name>{name}</name><capacity unit='GiB'>20</capacity></volume>")
    });
    format!("<pool type='dir'><name>{name}</name><target><path>{path}</path></target>{volumes}</pool>")
}

/// What a file holds that a line reads.
pub fn document(command: &str) -> String {
    match command.split('-').next() {
        Some("net") => network("other", 77),
        Some("pool") => pool("other", &[]),
        Some("cpu") => "<cpu><arch>x86_64</arch><model>Penryn</model></cpu>".to_owned(),
        _ => domain("other", &[], false),
    }
}
