/** Who changed what, and when: one entry for each change of a number or an assignment, and for each reset of counts. */
package dev.callgate.audit;
