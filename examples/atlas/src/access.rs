//! The access log: a line for each answer, once it was sent.

use folio::{RequestHead, ResponseEnd};

/// Writes the line, under the target `atlas::access`: `RUST_LOG=info,atlas::access=off` leaves it out.
///
/// It runs as a task of the app, when it is known how much of the answer was sent. The queue of tasks is
/// bounded: where answers end faster than lines are written, lines are missing. The query is left out,
/// because it is the client's own business.
pub(crate) async fn log(request: &RequestHead, end: &ResponseEnd) {
    tracing::info!(
        target: "atlas::access",
        method = %request.method(),
        path = request.uri().path(),
        status = end.status.as_u16(),
        bytes = end.body.bytes,
        completed = end.body.completed,
    );
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};

    use folio::{App, test::Client};
    use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

    /// Sends what is written on.
    struct Lines(UnboundedSender<Vec<u8>>);

    impl Write for Lines {
        fn write(&mut self, line: &[u8]) -> io::Result<usize> {
            self.0.send(line.to_vec()).map_err(io::Error::other)?;
            Ok(line.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn every_answer_leaves_a_line() {
        let (sender, mut lines) = unbounded_channel();
        let subscriber = tracing_subscriber::fmt()
            .with_writer(move || Lines(sender.clone()))
            .with_ansi(false)
            .without_time()
            .finish();
        let _guard = tracing::subscriber::set_default(subscriber);
        let client = Client::new(App::new("Logged", "1").after_response(super::log));
        let missing = client.get("/no%20where?token=secret").await;
        let line = lines.recv().await.expect("the subscriber is there");
        assert_eq!(
            String::from_utf8(line).expect("text"),
            format!(
                " INFO atlas::access: method=GET path=\"/no%20where\" status=404 bytes={} completed=true\n",
                missing.bytes().len()
            )
        );
    }
}
