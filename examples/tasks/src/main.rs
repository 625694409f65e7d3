//! What an answer leaves to be done: `cargo run -p tasks`, then
//! `curl -X POST localhost:8000/people/Ada`; the greeting is printed once the answer was sent.

use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use folio::{App, Response, State, Task, TaskLimits, post, routes};

/// Where mails go: in place of a mail server.
type Mailer = Sender<String>;

/// Signs somebody up, and greets them by mail.
#[post("/people/{name}")]
async fn sign_up(name: String, mailer: State<Mailer>) -> Response<String> {
    let mail = format!("Welcome, {name}!");
    let greeting = Task::new(async move { mailer.send(mail) });
    Response::new(name).background(greeting.named("greet").timeout(Duration::from_secs(10)))
}

fn app(mailer: Mailer) -> App {
    App::new("People", "1.0.0")
        .state(mailer)
        .task_limits(TaskLimits::new().queue(100))
        .on_task_failure(|failure| eprintln!("{failure}"))
        .routes(routes![sign_up])
}

#[tokio::main]
async fn main() -> Result<(), folio::Error> {
    let (mailer, mails) = channel();
    std::thread::spawn(move || {
        for mail in mails {
            println!("{mail}");
        }
    });
    app(mailer).serve("127.0.0.1:8000").await
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use folio::test::Client;

    #[tokio::test(flavor = "multi_thread")]
    async fn whoever_signs_up_is_greeted() {
        let (mailer, mails) = channel();
        let client = Client::new(super::app(mailer));
        assert_eq!(client.post("/people/Ada").await.text(), "Ada");
        assert_eq!(mails.recv().as_deref(), Ok("Welcome, Ada!"));
    }
}
