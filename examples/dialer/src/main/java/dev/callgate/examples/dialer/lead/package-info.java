/** The leads to call: lists, and a sample. */
package dev.callgate.examples.dialer.lead;
