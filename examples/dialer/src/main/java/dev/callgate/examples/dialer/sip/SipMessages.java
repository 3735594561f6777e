package dev.callgate.examples.dialer.sip;

import dev.callgate.model.E164;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.UUID;
import javax.sip.InvalidArgumentException;
import javax.sip.PeerUnavailableException;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.address.Address;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ToHeader;
import javax.sip.message.Message;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Creates the SIP messages of one dialer. Immutable. */
final class SipMessages {
    private static final String UDP = "udp";
    private static final int MAX_FORWARDS = 70;

    private static final List<String> UNDERSTOOD =
            List.of(Request.INVITE, Request.ACK, Request.BYE, Request.CANCEL, Request.OPTIONS);

    private final Trunk trunk;
    private final InetSocketAddress local;
    private final AddressFactory addresses;
    private final HeaderFactory headers;
    private final MessageFactory messages;

    SipMessages(Trunk trunk, InetSocketAddress local, SipFactory factory) throws PeerUnavailableException {
        this.trunk = trunk;
        this.local = local;
        this.addresses = factory.createAddressFactory();
        this.headers = factory.createHeaderFactory();
        this.messages = factory.createMessageFactory();
    }

    private String host() {
        return local.getAddress().getHostAddress();
    }

    /** Creates an INVITE whose From and P-Asserted-Identity (RFC 3325) are the number of the gate's decision. */
    Request invite(OutboundCall call) throws SipException {
        try {
            SipURI callee = telephone(call.to(), trunk.host(), trunk.port());
            Request invite = messages.createRequest(
                    callee,
                    Request.INVITE,
                    headers.createCallIdHeader(SipCallId.of(call.callId(), host())),
                    headers.createCSeqHeader(1L, Request.INVITE),
                    headers.createFromHeader(caller(call.from()), tag()),
                    headers.createToHeader(addresses.createAddress(callee), null),
                    List.of(headers.createViaHeader(host(), local.getPort(), UDP, null)),
                    headers.createMaxForwardsHeader(MAX_FORWARDS));
            invite.addHeader(headers.createHeader(
                    "P-Asserted-Identity", caller(call.from()).toString()));
            invite.addHeader(contact());
            allow(invite);
            offer(invite);
            return invite;
        } catch (ParseException | InvalidArgumentException e) {
            throw new SipException("cannot create an INVITE for " + call, e);
        }
    }

    private Address caller(E164 number) throws ParseException {
        return addresses.createAddress(telephone(number.toString(), host(), local.getPort()));
    }

    private SipURI telephone(String number, String host, int port) throws ParseException {
        SipURI uri = addresses.createSipURI(number, host);
        uri.setPort(port);
        uri.setUserParam("phone");
        return uri;
    }

    private ContactHeader contact() throws ParseException {
        SipURI uri = addresses.createSipURI("dialer", host());
        uri.setPort(local.getPort());
        return headers.createContactHeader(addresses.createAddress(uri));
    }

    private void allow(Message message) throws ParseException {
        for (String method : UNDERSTOOD) {
            message.addHeader(headers.createAllowHeader(method));
        }
    }

    private static String tag() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    /** Adds a session description without media in either direction. */
    private void offer(Message message) throws ParseException {
        String description = String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN IP4 " + host(),
                "s=-",
                "c=IN IP4 " + host(),
                "t=0 0",
                "m=audio 9 RTP/AVP 0 8",
                "a=rtpmap:0 PCMU/8000",
                "a=rtpmap:8 PCMA/8000",
                "a=inactive",
                "");
        message.setContent(
                description.getBytes(StandardCharsets.UTF_8), headers.createContentTypeHeader("application", "sdp"));
    }

    /** Creates the response to a request. A new offer within a call gets the same session description again. */
    Response answer(Request request) throws SipException {
        try {
            Response answer = messages.createResponse(status(request.getMethod()), request);
            allow(answer);
            if (request.getMethod().equals(Request.INVITE) && isWithinCall(request)) {
                answer.addHeader(contact());
                offer(answer);
            }
            return answer;
        } catch (ParseException e) {
            throw new SipException("cannot create a response to %s".formatted(request.getMethod()), e);
        }
    }

    private static int status(String method) {
        return switch (method) {
            case Request.BYE, Request.CANCEL, Request.INVITE, Request.OPTIONS -> Response.OK;
            default -> Response.METHOD_NOT_ALLOWED;
        };
    }

    static boolean isWithinCall(Request request) {
        return ((ToHeader) request.getHeader(ToHeader.NAME)).getTag() != null;
    }

    Response refusal(Request request, int status) throws SipException {
        try {
            return messages.createResponse(status, request);
        } catch (ParseException e) {
            throw new SipException("cannot create a refusal of %s".formatted(request.getMethod()), e);
        }
    }
}
