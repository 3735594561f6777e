package dev.callgate.examples.asterisk;

import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiException;
import org.asteriskjava.fastagi.AgiRequest;

/**
 * The dial plan's arguments of a call: from the URL of the script or, if the URL does not have them, from channel variables. An empty
 * value in the URL is an error, not a missing value.
 */
final class CallArguments {
    private final AgiRequest request;
    private final AgiChannel channel;

    @Nullable
    private final OrganizationId defaultOrganization;

    /** The default organization applies if the dial plan names none; it may be null. */
    CallArguments(AgiRequest request, AgiChannel channel, @Nullable OrganizationId defaultOrganization) {
        this.request = request;
        this.channel = channel;
        this.defaultOrganization = defaultOrganization;
    }

    /**
     * Returns the organization.
     *
     * @throws IllegalArgumentException if it is missing or not a valid ID
     */
    OrganizationId organization() throws AgiException {
        String named = named("organization", "CALLGATE_ORGANIZATION");
        return named == null && defaultOrganization != null
                ? defaultOrganization
                : new OrganizationId(required("organization", named));
    }

    /**
     * Returns the agent.
     *
     * @throws IllegalArgumentException if it is missing or not a valid ID
     */
    AgentId agent() throws AgiException {
        return new AgentId(required("agent", named("agent", "CALLGATE_AGENT")));
    }

    /**
     * Returns the dialed number: the extension, unless the dial plan names another.
     *
     * @throws IllegalArgumentException if it is missing
     */
    String number() throws AgiException {
        String named = named("number", "CALLGATE_NUMBER");
        return required("number", named == null ? request.getExtension() : named);
    }

    /**
     * Returns the call ID: that of the channel, unless the dial plan names another.
     *
     * @throws IllegalArgumentException if it is not a valid ID
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
            throw new IllegalArgumentException("the dial plan does not name the " + what);
        }
        return value;
    }
}
