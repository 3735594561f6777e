package dev.callgate.examples.asterisk;

import jakarta.annotation.Nullable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.asteriskjava.util.ServerSocketFacade;
import org.asteriskjava.util.SocketConnectionFacade;

/** Accepts the sessions of allowed peers while there is room; closes all others at once. */
final class SessionSocket implements ServerSocketFacade {
    /** Maximum number of connections that wait to be accepted. */
    private static final int BACKLOG = 200;

    private final ServerSocket socket;
    private final AllowedPeers allowed;
    private final Bounds bounds;
    private final Sessions sessions;
    private final PeerLog log;

    SessionSocket(InetAddress address, int port, AllowedPeers allowed, Bounds bounds, Sessions sessions, PeerLog log)
            throws IOException {
        this.socket = new ServerSocket(port, BACKLOG, address);
        this.allowed = allowed;
        this.bounds = bounds;
        this.sessions = sessions;
        this.log = log;
    }

    @Override
    public SocketConnectionFacade accept() throws IOException {
        while (true) {
            Session session = admitted(socket.accept());
            if (session != null) {
                return session;
            }
        }
    }

    @Nullable
    private Session admitted(Socket connection) throws IOException {
        InetAddress peer = connection.getInetAddress();
        if (!allowed.allows(peer)) {
            connection.close();
            log.warn(peer, "the server hung up: --allow does not name this address");
            return null;
        }
        Session session = new Session(connection, bounds, log, sessions::leave);
        if (!sessions.admit(session)) {
            session.hangUp("all %d sessions, or all %d of this address, are taken"
                    .formatted(bounds.sessions(), bounds.sessionsPerAddress()));
            return null;
        }
        return session;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    @Override
    public void setSocketReadTimeout(int millis) {
        throw new UnsupportedOperationException("the bounds of a session say how long it waits");
    }
}
