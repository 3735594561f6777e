/** Text that people paste: what cannot be seen in it, and how a message shows it; not exported. */
package dev.callgate.text;
