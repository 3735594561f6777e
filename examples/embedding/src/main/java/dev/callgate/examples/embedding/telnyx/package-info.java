/** The gate before calls by Telnyx. */
package dev.callgate.examples.embedding.telnyx;
