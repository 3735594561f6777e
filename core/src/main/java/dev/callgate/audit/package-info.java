/** Who changed what, and when: one entry for each change of a number or an assignment. */
package dev.callgate.audit;
