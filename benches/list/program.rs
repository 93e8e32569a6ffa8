//! The program itself on a store with many questions: how long it takes to its first answer, and how much memory it holds.

use std::error::Error;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How long it is watched after its first answer.
const WATCHED: Duration = Duration::from_secs(10);

/// Starts the program on a database, with an exam that has no files.
pub fn start(database: &Path, scratch: &Path) -> Result<(), Box<dyn Error>> {
    let folder = scratch.join("questions/lpic3-305-300");
    std::fs::create_dir_all(&folder)?;
    let plan = Path::new(env!("CARGO_MANIFEST_DIR")).join("questions/lpic3-305-300/exam.toml");
    std::fs::copy(plan, folder.join("exam.toml"))?;
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
    let started = Instant::now();
    let mut program = Command::new(env!("CARGO_BIN_EXE_simulado"))
        .args(["--listen", &address, "--database-url", &format!("sqlite:{}", database.display()), "--questions"])
        .arg(scratch.join("questions"))
        .stdout(Stdio::null())
        .spawn()?;
    while !answers(&address) {
        if program.try_wait()?.is_some() {
            return Err("the program did not start".into());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let (first, memory) = (started.elapsed(), resident(program.id())?);
    std::thread::sleep(WATCHED);
    let (later, busy) = (resident(program.id())?, busy(program.id())?);
    program.kill()?;
    program.wait()?;
    println!(
        "The program answers {:.2} s after its start, with {memory} MiB of memory; {} s later it holds {later} MiB and has \
         computed for {busy:.1} s.",
        first.as_secs_f64(),
        WATCHED.as_secs(),
    );
    Ok(())
}

fn answers(address: &str) -> bool {
    let asked = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect(address)?;
        stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer.starts_with("HTTP/1.1 200"))
    };
    asked().unwrap_or(false)
}

/// The memory that a process holds, in MiB.
fn resident(process: u32) -> Result<u64, Box<dyn Error>> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("VmRSS")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? >> 10)
}

/// The seconds that a process has computed.
fn busy(process: u32) -> Result<f64, Box<dyn Error>> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    let after = stat.rsplit_once(')').ok_or("stat")?.1;
    let ticks: Vec<f64> = after.split_whitespace().skip(11).take(2).map(str::parse).collect::<Result<_, _>>()?;
    Ok(ticks.iter().sum::<f64>() / 100.0)
}
