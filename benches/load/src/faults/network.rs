//! The network between Simulado and `PostgreSQL`: connections are reset, packets are lost, the cable is out for a while.
//!
//! `PostgreSQL` runs in a network namespace of its own. The two are joined by a pair of virtual interfaces with addresses that are
//! set aside for measurements (RFC 2544). Everything is taken down afterwards.

use super::cluster::Cluster;
use super::postgres::{ends, recovers, scene};
use super::scene::{Stage, pause};
use super::tale::{Tale, Trouble, not_run};
use super::tools::{self, said};
use crate::client::Failure;

const HERE: &str = "198.18.211.1";
const THERE: &str = "198.18.211.2";

/// A namespace with a cable into it. Deleting it deletes the interface in it, and that deletes its other end.
struct Network {
    name: String,
    outer: String,
    inner: String,
}

impl Network {
    fn new() -> Result<Self, Trouble> {
        tools::need_root()?;
        tools::need(&["ip"])?;
        let pid = std::process::id();
        let network =
            Self { name: format!("simulado-faults-{pid}"), outer: format!("sf{pid}a"), inner: format!("sf{pid}b") };
        match network.lay() {
            Ok(()) => Ok(network),
            Err(failure) => not_run(failure),
        }
    }

    fn lay(&self) -> Result<(), Failure> {
        let Self { name, outer, inner } = self;
        ip(&format!("netns add {name}"))?;
        ip(&format!("link add {outer} type veth peer name {inner} netns {name}"))?;
        ip(&format!("address add {HERE}/30 dev {outer}"))?;
        ip(&format!("link set {outer} up"))?;
        ip(&format!("-n {name} address add {THERE}/30 dev {inner}"))?;
        ip(&format!("-n {name} link set {inner} up"))?;
        ip(&format!("-n {name} link set lo up"))
    }

    fn inside(&self, command: &str) -> Result<(), Failure> {
        ip(&format!("netns exec {} {command}", self.name))
    }

    /// Says what becomes of packets that come into the namespace and leave it.
    fn rule(&self, rule: &str) -> Result<(), Failure> {
        for (chain, hook) in [("in", "input"), ("out", "output")] {
            self.inside("nft add table ip faults")?;
            self.inside(&format!("nft add chain ip faults {chain} {{ type filter hook {hook} priority 0 ; }}"))?;
            self.inside(&format!("nft add rule ip faults {chain} {rule}"))?;
        }
        Ok(())
    }

    fn heal(&self) -> Result<(), Failure> {
        self.inside("nft delete table ip faults")
    }

    /// Loses one packet in five, by whatever means the kernel has. Gives which.
    fn lose(&self) -> Result<&'static str, Trouble> {
        if self.inside(&format!("tc qdisc add dev {} root netem loss 20%", self.inner)).is_ok() {
            return Ok("netem");
        }
        tools::need(&["nft"])?;
        match self.rule("numgen random mod 100 < 20 counter drop") {
            Ok(()) => Ok("nftables"),
            Err(failure) => not_run(format!("the kernel can lose no packets: {failure}")),
        }
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        drop(ip(&format!("link delete {}", self.outer)));
        drop(ip(&format!("netns delete {}", self.name)));
    }
}

fn ip(words: &str) -> Result<(), Failure> {
    said("ip", &words.split(' ').collect::<Vec<_>>()).map(drop)
}

fn laid() -> Result<(Network, Cluster), Trouble> {
    let network = Network::new()?;
    let cluster = Cluster::start(Some((network.name.clone(), THERE.to_owned())))?;
    Ok((network, cluster))
}

/// Every connection is answered with a reset, for a second.
pub async fn reset(stage: &Stage, tale: &mut Tale) -> Result<(), Trouble> {
    tools::need(&["nft"])?;
    let (network, cluster) = laid()?;
    let mut scene = scene(stage, &cluster, "reset").await?;
    for _ in 0..stage.rounds(3) {
        scene.let_loose();
        pause(400).await;
        if let Err(failure) = network.rule("ip protocol tcp counter reject with tcp reset") {
            return not_run(failure);
        }
        pause(1_000).await;
        network.heal()?;
        recovers(&mut scene, tale).await?;
    }
    ends(scene, tale).await
}

/// The cable is out for three seconds.
pub async fn cable(stage: &Stage, tale: &mut Tale) -> Result<(), Trouble> {
    let (network, cluster) = laid()?;
    let mut scene = scene(stage, &cluster, "cable").await?;
    for _ in 0..stage.rounds(2) {
        scene.let_loose();
        pause(400).await;
        network.inside(&format!("ip link set {} down", network.inner))?;
        pause(3_000).await;
        network.inside(&format!("ip link set {} up", network.inner))?;
        recovers(&mut scene, tale).await?;
    }
    ends(scene, tale).await
}

/// One packet in five is lost, both ways, for five seconds.
pub async fn loss(stage: &Stage, tale: &mut Tale) -> Result<(), Trouble> {
    let (network, cluster) = laid()?;
    let mut scene = scene(stage, &cluster, "loss").await?;
    scene.let_loose();
    pause(300).await;
    let means = network.lose()?;
    tale.remarks.push(format!("packets are lost by {means}"));
    pause(5_000).await;
    match means {
        "netem" => network.inside(&format!("tc qdisc delete dev {} root", network.inner))?,
        _ => network.heal()?,
    }
    recovers(&mut scene, tale).await?;
    ends(scene, tale).await
}
