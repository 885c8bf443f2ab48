using System.Buffers.Binary;

namespace CsMl.Core.Predictions;

/// <summary>Ids of predictions: new ones for what is stored, and ones that follow from the question for what is not.</summary>
public static class PredictionId
{
    // 128-bit FNV-1a (Fowler, Noll, Vo; RFC 9923).
    private static readonly UInt128 Offset = new(0x6c62272e07bb0142, 0x62b821756295c58d);
    private static readonly UInt128 Prime = new(0x0000000001000000, 0x000000000000013b);

    /// <summary>Unique, and sorted by time.</summary>
    public static string New(DateTimeOffset at) =>
        // A version 7 counts from 1970 and knows nothing earlier.
        Guid.CreateVersion7(at < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : at).ToString();

    /// <summary>The millisecond in which a prediction with such an id was made; null: no id that <see cref="New"/> gave.</summary>
    public static DateTimeOffset? TimeOf(string id)
    {
        if (!Guid.TryParseExact(id, "D", out var guid) || guid.Version != 7 || guid.ToString() != id)
        {
            return null;
        }

        Span<byte> uuid = stackalloc byte[16];
        guid.TryWriteBytes(uuid, bigEndian: true, out _);
        var milliseconds = (long)(BinaryPrimitives.ReadUInt64BigEndian(uuid) >> 16);
        return milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
    }

    /// <summary>
    /// The same for the same question: a hash of it, as a UUID of version 8, whose bits RFC 9562 leaves to the
    /// application.
    /// </summary>
    public static string Of(string accountId, PredictionType type, DateTimeOffset asOf, int windowDays)
    {
        var hash = Offset;
        foreach (var c in accountId)
        {
            hash = (hash ^ c) * Prime;
        }

        Span<byte> rest = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(rest, asOf.UtcTicks);
        BinaryPrimitives.WriteInt32LittleEndian(rest[8..], windowDays);
        BinaryPrimitives.WriteInt32LittleEndian(rest[12..], (int)type);
        foreach (var b in rest)
        {
            hash = (hash ^ b) * Prime;
        }

        Span<byte> uuid = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(uuid, hash);
        uuid[6] = (byte)(0x80 | (uuid[6] & 0x0f));
        uuid[8] = (byte)(0x80 | (uuid[8] & 0x3f));
        return new Guid(uuid, bigEndian: true).ToString();
    }
}
