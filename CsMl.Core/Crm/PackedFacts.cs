using System.Buffers;
using System.Buffers.Text;
using System.IO.Compression;
using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Json;
using CsMl.Core.Storage;

namespace CsMl.Core.Crm;

/// <summary>
/// Converts an account's facts to rows: one row with plain JSON if they fit, otherwise compressed parts in several
/// rows. All rows of an account are written in one transaction, which limits the size of an account.
/// </summary>
/// <param name="Parts">
/// Base64 of the compressed facts, split into rows; empty if the main row contains the facts.
/// </param>
internal sealed record PackedFacts(ReadOnlyMemory<byte> Main, IReadOnlyList<ReadOnlyMemory<byte>> Parts)
{
    /// <summary>Most bytes of plain facts; the rest of the main row is left for its other fields.</summary>
    private const int PlainBytes = EntityKey.MaxJsonBytes - 10_000;

    private const string OutOfShape = "An account's row is not in its shape.";

    private const int MostPartBytes = EntityKey.MaxTransactionBytes - 10_000;
    private const int MostParts = (MostPartBytes / EntityKey.MaxJsonBytes) + 1;

    /// <summary>Null if the facts are larger than an account may be.</summary>
    public static PackedFacts? Pack(AccountFacts facts, long revision)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(facts, AccountJson.Plain.AccountFacts);
        var fingerprint = FactsFingerprint.Of(json);
        if (json.Length <= PlainBytes)
        {
            return new PackedFacts(
                Row(new PackedRow(fingerprint, revision, 0, NameRows.NameOf(facts), new RawJson(json))),
                []
            );
        }

        var base64 = Compress(json);
        if (base64.Length > MostPartBytes)
        {
            return null;
        }

        var parts = new List<ReadOnlyMemory<byte>>();
        for (var at = 0; at < base64.Length; at += EntityKey.MaxJsonBytes)
        {
            parts.Add(base64.AsMemory(at, Math.Min(EntityKey.MaxJsonBytes, base64.Length - at)));
        }

        return new PackedFacts(
            Row(new PackedRow(fingerprint, revision, parts.Count, NameRows.NameOf(facts), null)),
            parts
        );
    }

    /// <summary>Null if the parts do not match the fingerprint.</summary>
    public static AccountFacts? Unpack(IReadOnlyList<ReadOnlyMemory<byte>> parts, string fingerprint)
    {
        var base64 = new byte[parts.Sum(p => p.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(base64.AsMemory(at));
            at += part.Length;
        }

        try
        {
            if (Base64.DecodeFromUtf8InPlace(base64, out var length) != OperationStatus.Done)
            {
                return null;
            }

            using var compressed = new BrotliStream(new MemoryStream(base64, 0, length), CompressionMode.Decompress);
            using var json = new MemoryStream();
            compressed.CopyTo(json);
            var bytes = json.ToArray();
            // Facts stored by an earlier version have the hash of their bytes.
            return FactsFingerprint.Of(bytes) == fingerprint || FactsFingerprint.Hash(bytes) == fingerprint
                ? ReadFacts(bytes)
                : null;
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or JsonException)
        {
            // Parts of two versions do not decompress, and the stream reports that with different exceptions; the
            // caller reads again.
            return null;
        }
    }

    /// <summary>Reads a row that <see cref="Pack"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The row is damaged.</exception>
    public static PackedMain ReadMain(ReadOnlyMemory<byte> row)
    {
        try
        {
            return ReadWhole(row);
        }
        catch (Exception e) when (Entity.IsUnreadable(e))
        {
            throw new InvalidDataException(OutOfShape, e);
        }
    }

    /// <summary>The same; null if the row is damaged.</summary>
    public static PackedMain? TryReadMain(ReadOnlyMemory<byte> row)
    {
        try
        {
            return ReadMain(row);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static PackedMain ReadWhole(ReadOnlyMemory<byte> row)
    {
        var reader = new Utf8JsonReader(row.Span);
        var version = ReadVersion(ref reader);
        Step(ref reader, JsonTokenType.PropertyName);
        Step(ref reader, JsonTokenType.Number);
        if (!reader.TryGetInt32(out var parts) || parts is < 0 or > MostParts)
        {
            throw new InvalidDataException(OutOfShape);
        }

        Step(ref reader, JsonTokenType.PropertyName);
        string? name = null;
        if (reader.ValueTextEquals("name"u8))
        {
            Step(ref reader, JsonTokenType.String);
            name = reader.GetString();
            Step(ref reader, JsonTokenType.PropertyName);
        }

        reader.Read();
        // The facts are the last property of the row, before the closing brace.
        var facts =
            reader.TokenType == JsonTokenType.Null ? null : ReadFacts(row.Span[(int)reader.TokenStartIndex..^1]);
        if (facts is null && parts == 0)
        {
            throw new InvalidDataException(OutOfShape);
        }

        return new PackedMain(version.Fingerprint, version.Revision, facts is null ? parts : 0, name, facts);
    }

    /// <summary>Reads only the version, which is at the beginning of the row.</summary>
    /// <exception cref="InvalidDataException">The row is damaged.</exception>
    public static FactsVersion ReadVersion(ReadOnlySpan<byte> row)
    {
        try
        {
            var reader = new Utf8JsonReader(row);
            return ReadVersion(ref reader);
        }
        catch (Exception e) when (Entity.IsUnreadable(e))
        {
            throw new InvalidDataException(OutOfShape, e);
        }
    }

    /// <summary>The same; null if that part of the row is damaged.</summary>
    public static FactsVersion? TryReadVersion(ReadOnlySpan<byte> row)
    {
        try
        {
            return ReadVersion(row);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static FactsVersion ReadVersion(ref Utf8JsonReader reader)
    {
        Step(ref reader, JsonTokenType.StartObject);
        Step(ref reader, JsonTokenType.PropertyName);
        Step(ref reader, JsonTokenType.String);
        var fingerprint = reader.GetString()!;
        Step(ref reader, JsonTokenType.PropertyName);
        Step(ref reader, JsonTokenType.Number);
        return new FactsVersion(fingerprint, reader.GetInt64());
    }

    private static void Step(ref Utf8JsonReader reader, JsonTokenType expected)
    {
        if (!reader.Read() || reader.TokenType != expected)
        {
            throw new InvalidDataException(OutOfShape);
        }
    }

    /// <summary>
    /// Parses with <see cref="ReadAccount"/>, which takes half the time of the serializer. It rejects facts from a
    /// source that exceed the limits of the API; the serializer then reads them as they were stored.
    /// </summary>
    private static AccountFacts ReadFacts(ReadOnlySpan<byte> json) =>
        ReadAccount.TryParse(json, out _)?.Facts ?? JsonSerializer.Deserialize(json, AccountJson.Plain.AccountFacts)!;

    private static byte[] Row(PackedRow row) => JsonSerializer.SerializeToUtf8Bytes(row, CrmJson.Plain.PackedRow);

    private static byte[] Compress(byte[] json)
    {
        using var buffer = new MemoryStream();
        using (var brotli = new BrotliStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            brotli.Write(json);
        }

        var base64 = new byte[Base64.GetMaxEncodedToUtf8Length((int)buffer.Length)];
        Base64.EncodeToUtf8(buffer.GetBuffer().AsSpan(0, (int)buffer.Length), base64, out _, out var written);
        return base64[..written];
    }
}
