/** Places calls over SIP and UDP. */
package dev.callgate.examples.dialer.sip;
