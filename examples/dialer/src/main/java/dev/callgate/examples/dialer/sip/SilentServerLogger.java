package dev.callgate.examples.dialer.sip;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.message.SIPMessage;
import jakarta.annotation.Nullable;
import java.util.Properties;
import javax.sip.SipStack;

/** A message log of the SIP stack that logs nothing; the stack's own needs log4j. Public because the stack creates it by name. */
public final class SilentServerLogger implements ServerLogger {
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
