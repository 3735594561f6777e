/** The gate before calls by Twilio's SDK. */
package dev.callgate.examples.embedding.twilio;
