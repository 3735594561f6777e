package dev.callgate.examples.dialer;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.message.SIPMessage;
import jakarta.annotation.Nullable;
import java.util.Properties;
import javax.sip.SipStack;

/** Keeps no log of SIP messages; the stack's own logger needs log4j. Public, since the stack makes it by name. */
public final class NoMessageLog implements ServerLogger {
    @Override
    public void closeLogFile() {}

    @Override
    public void logMessage(SIPMessage message, String from, String to, boolean sender, long time) {}

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender, long time) {}

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender) {}

    @Override
    public void logException(Exception thrown) {}

    @Override
    public void setStackProperties(@Nullable Properties properties) {}

    @Override
    public void setSipStack(SipStack stack) {}
}
