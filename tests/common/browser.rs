//! A page in headless Chromium, driven by the protocol of its developer tools over two pipes: no port, no driver.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// Time after which an answer is taken never to come; far above what any takes.
const PATIENCE: Duration = Duration::from_secs(120);

/// A page, and all that it said and asked for.
pub struct Browser {
    child: Child,
    to: ChildStdin,
    /// Messages, read aside so that waiting for one can end.
    from: Receiver<Vec<u8>>,
    session: Option<String>,
    sent: u64,
    /// Messages of the console, errors, dialogs and requests, except that for the page itself.
    pub said: Vec<String>,
    _home: tempfile::TempDir,
}

impl Browser {
    /// Opens a file in a window of some size.
    pub fn open(page: &Path, (width, height): (u32, u32)) -> Self {
        let home = tempfile::tempdir().expect("a folder");
        // The protocol is spoken on descriptors 3 and 4; a shell can put the pipes there.
        let mut child = Command::new("sh")
            .args(["-c", "exec chromium \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1", "sh"])
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .args(["--remote-debugging-pipe", &format!("--user-data-dir={}", home.path().display())])
            .env("HOME", home.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("sh");
        let (to, from) = (child.stdin.take().expect("piped"), child.stdout.take().expect("piped"));
        let (send, messages) = channel();
        std::thread::spawn(move || {
            let mut from = BufReader::new(from);
            let mut bytes = Vec::new();
            while from.read_until(0, &mut bytes).is_ok_and(|len| len > 0) && bytes.pop() == Some(0) {
                if send.send(std::mem::take(&mut bytes)).is_err() {
                    return;
                }
            }
        });
        let (from, said) = (messages, Vec::new());
        let mut browser = Self { child, to, from, session: None, sent: 0, said, _home: home };
        let target = browser.ask("Target.createTarget", json!({"url": "about:blank"}))["targetId"].clone();
        let attached = browser.ask("Target.attachToTarget", json!({"targetId": target, "flatten": true}));
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log", "Network"] {
            browser.ask(&format!("{domain}.enable"), json!({}));
        }
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        browser.ask("Emulation.setDeviceMetricsOverride", size);
        browser.go(page);
        browser
    }

    /// Opens another file in its place.
    pub fn go(&mut self, page: &Path) {
        let url = format!("file://{}", page.display());
        self.ask("Page.navigate", json!({"url": url}));
        let began = Instant::now();
        while self.value("document.readyState") != "complete" {
            assert!(began.elapsed() < PATIENCE, "{url} is never complete");
        }
        self.said.retain(|said| *said != format!("request {url}"));
    }

    /// Sends a request and returns its result; what arrives in between is kept.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        self.sent += 1;
        let mut message = json!({"id": self.sent, "method": method, "params": params});
        if let Some(session) = &self.session {
            message["sessionId"] = session.as_str().into();
        }
        write!(self.to, "{message}\0").expect("Chromium listens");
        loop {
            let bytes = self.from.recv_timeout(PATIENCE);
            let bytes = bytes.unwrap_or_else(|_| panic!("no answer to {method}; is Chromium installed?"));
            let answer: Value = serde_json::from_slice(&bytes).expect("JSON");
            if answer["id"] == self.sent {
                assert!(answer.get("error").is_none(), "{method}: {answer}");
                return answer["result"].clone();
            }
            self.hear(&answer);
        }
    }

    fn hear(&mut self, event: &Value) {
        let params = &event["params"];
        let said = match event["method"].as_str().unwrap_or_default() {
            "Runtime.consoleAPICalled" => format!("console {}", params["args"]),
            "Runtime.exceptionThrown" => format!("error {}", params["exceptionDetails"]),
            "Log.entryAdded" => format!("log {}", params["entry"]),
            "Page.javascriptDialogOpening" => format!("dialog {}", params["message"]),
            "Network.requestWillBeSent" => {
                let url = params["request"]["url"].as_str().unwrap_or_default();
                // What is inside the file is no request.
                if url.starts_with("data:") {
                    return;
                }
                format!("request {url}")
            }
            _ => return,
        };
        self.said.push(said);
    }

    /// Value of an expression on the page.
    pub fn value(&mut self, expression: &str) -> Value {
        let params = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let answer = self.ask("Runtime.evaluate", params);
        assert!(answer.get("exceptionDetails").is_none(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    /// Number that an expression on the page gives.
    pub fn number(&mut self, expression: &str) -> f64 {
        self.value(expression).as_f64().unwrap_or_else(|| panic!("{expression} is no number"))
    }

    /// Presses a key by its name.
    pub fn press(&mut self, key: &str) {
        self.ask("Input.dispatchKeyEvent", json!({"type": "keyDown", "key": key}));
        self.ask("Input.dispatchKeyEvent", json!({"type": "keyUp", "key": key}));
    }

    /// Types a text where the focus is.
    pub fn write(&mut self, text: &str) {
        self.ask("Input.insertText", json!({"text": text}));
    }

    /// Presses the left button at a point, moves to others and lets go; in CSS pixels.
    pub fn drag(&mut self, points: &[(f64, f64)]) {
        let mut send = |kind: &str, (x, y): (f64, f64)| {
            let event = json!({"type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1});
            self.ask("Input.dispatchMouseEvent", event);
        };
        send("mousePressed", points[0]);
        points[1..].iter().for_each(|&at| send("mouseMoved", at));
        send("mouseReleased", points[points.len() - 1]);
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Chromium ends its own helpers when it ends.
        let session = self.session.take();
        let _ = write!(self.to, "{{\"id\":0,\"method\":\"Browser.close\"}}\0");
        let _ = (self.child.wait(), session);
    }
}
