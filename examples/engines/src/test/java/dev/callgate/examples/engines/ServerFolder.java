package dev.callgate.examples.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder of a server that runs as another user. It is deleted at the end. */
final class ServerFolder implements AutoCloseable {
    private final Path path;
    private final String user;

    private ServerFolder(Path path, String user) {
        this.path = path;
        this.user = user;
    }

    /** Makes a folder that belongs to the user, and that others may enter. */
    static ServerFolder of(String user) throws IOException {
        ServerFolder folder = new ServerFolder(Files.createTempDirectory("callgate"), user);
        folder.own(folder.path);
        return folder;
    }

    Path path() {
        return path;
    }

    /** Makes a folder in it, which only the user may enter. */
    Path folder(String name) throws IOException {
        Path folder = Files.createDirectory(path.resolve(name));
        own(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        return folder;
    }

    /** Writes a file that the user may read. */
    Path write(String name, String text) throws IOException {
        Path file = Files.writeString(path.resolve(name), text);
        own(file);
        return file;
    }

    private void own(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        if ("root".equals(System.getProperty("user.name"))) {
            Files.setOwner(
                    file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
        }
    }

    @Override
    public void close() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(path)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (NoSuchFileException e) {
                continue; // the server deleted it
            }
        }
    }
}
