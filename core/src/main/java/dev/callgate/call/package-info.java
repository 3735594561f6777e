/** For hosts that ask before they call: what a gate is asked, and its decisions. */
package dev.callgate.call;
