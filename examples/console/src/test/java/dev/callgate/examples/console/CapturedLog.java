package dev.callgate.examples.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What a running console logs at INFO and above, from now on. */
final class CapturedLog implements AutoCloseable {
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            // An embedded database logs by the same logger, as a program of its own.
            boolean isOfConsole = !event.getLoggerName().startsWith("io.zonky.");
            if (isOfConsole && event.getLevel().isGreaterOrEqual(Level.INFO)) {
                events.add(event);
            }
        }
    };

    /** Begins. Logging is set up when a console starts, so that one has to be running. */
    CapturedLog() {
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
    }

    List<ILoggingEvent> events() {
        return List.copyOf(events);
    }

    /** Returns what is logged as a line each, for messages. */
    static List<String> lines(List<ILoggingEvent> events) {
        return events.stream()
                .map(each -> "%s %s %s%s"
                        .formatted(
                                each.getLevel(),
                                each.getLoggerName(),
                                each.getFormattedMessage(),
                                each.getThrowableProxy() == null
                                        ? ""
                                        : " with a stack trace of "
                                                + each.getThrowableProxy().getClassName()))
                .toList();
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        appender.stop();
    }
}
