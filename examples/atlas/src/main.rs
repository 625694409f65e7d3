//! The cities of the world, served by Folio.

mod access;
mod app;
mod change;
mod city;
mod cli;
mod country;
mod database;
mod encoder;
mod error;
mod import;
mod keys;
mod routes;
mod store;
#[cfg(test)]
mod tests;

use std::process::ExitCode;

use clap::Parser;

#[tokio::main]
async fn main() -> ExitCode {
    match cli::Cli::parse().run().await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("atlas: {error}");
            ExitCode::FAILURE
        }
    }
}
