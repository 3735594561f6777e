/** What is asked of the gate, and what it answers. */
package dev.callgate.call;
