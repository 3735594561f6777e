/** Asks the gate, with retries. */
package dev.callgate.examples.dialer.gate;
