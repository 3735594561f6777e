package dev.callgate.examples.asterisk;

import jakarta.annotation.Nullable;
import java.util.Map;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiException;

/** Variables and functions of a channel. */
final class Variables {
    private Variables() {}

    /** Returns the value; null where there is none, which in Asterisk an empty one is as well. */
    @Nullable
    static String read(AgiChannel channel, String name) throws AgiException {
        String value = channel.getVariable(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** Sets all of them, in their order. */
    static void set(AgiChannel channel, Map<String, String> values) throws AgiException {
        for (Map.Entry<String, String> each : values.entrySet()) {
            channel.setVariable(each.getKey(), each.getValue());
        }
    }
}
