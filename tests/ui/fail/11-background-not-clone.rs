//! A task takes what there is once.

#[derive(serde::Deserialize, utoipa::ToSchema)]
struct Ticket {
    id: u64,
}

async fn log(ticket: folio::Json<Ticket>) {
    drop(ticket);
}

#[folio::post("/tickets", background(log(ticket)))]
async fn handler(ticket: folio::Json<Ticket>) -> u64 {
    ticket.0.id
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
