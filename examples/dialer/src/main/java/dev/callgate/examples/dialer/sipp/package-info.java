/** SIPp as the far end of the calls, and its log. */
package dev.callgate.examples.dialer.sipp;
