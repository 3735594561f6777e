package dev.callgate.examples.asterisk;

import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiException;
import org.asteriskjava.fastagi.AgiRequest;

/**
 * What the dial plan says of a call: in the URL of the script or, where that does not name it, in a channel variable. An empty
 * value in the URL is not taken for a missing one: the dial plan meant to say something.
 */
final class CallArguments {
    private final AgiRequest request;
    private final AgiChannel channel;

    @Nullable
    private final OrganizationId usual;

    /** Takes the usual organization where the dial plan names none; null if there is no usual one. */
    CallArguments(AgiRequest request, AgiChannel channel, @Nullable OrganizationId usual) {
        this.request = request;
        this.channel = channel;
        this.usual = usual;
    }

    /**
     * Returns whose call it is.
     *
     * @throws IllegalArgumentException if nobody says, or it is no id
     */
    OrganizationId organization() throws AgiException {
        String named = named("organization", "CALLGATE_ORGANIZATION");
        return named == null && usual != null ? usual : new OrganizationId(required("organization", named));
    }

    /**
     * Returns who calls.
     *
     * @throws IllegalArgumentException if nobody says, or it is no id
     */
    AgentId agent() throws AgiException {
        return new AgentId(required("agent", named("agent", "CALLGATE_AGENT")));
    }

    /**
     * Returns what was dialed: the extension, unless the dial plan says otherwise.
     *
     * @throws IllegalArgumentException if nobody says
     */
    String number() throws AgiException {
        String named = named("number", "CALLGATE_NUMBER");
        return required("number", named == null ? request.getExtension() : named);
    }

    /**
     * Returns the call's id: that of the channel, unless the dial plan says otherwise.
     *
     * @throws IllegalArgumentException if it is no id
     */
    CallId id() throws AgiException {
        String named = named("id", "CALLGATE_ID");
        return new CallId(required("id", named == null ? request.getUniqueId() : named));
    }

    @Nullable
    private String named(String parameter, String variable) throws AgiException {
        String inUrl = request.getParameter(parameter);
        return inUrl == null ? Variables.read(channel, variable) : inUrl;
    }

    private static String required(String what, @Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException("the dial plan does not say the " + what);
        }
        return value;
    }
}
