/** An example host that dials: it asks the gate before each call of a list and places the allowed calls over SIP. */
package dev.callgate.examples.dialer;
