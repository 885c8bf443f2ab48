namespace CsMl.Local.Storage;

/// <summary>The value of a statement's parameter: a text, an integer or bytes.</summary>
internal readonly record struct SqliteValue
{
    private SqliteValue(string? text, long number, ReadOnlyMemory<byte> bytes) =>
        (Text, Number, Bytes) = (text, number, bytes);

    /// <summary>Null if the value is not a text.</summary>
    public string? Text { get; }

    public long Number { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    public bool IsBytes { get; private init; }

    public static implicit operator SqliteValue(string text) => new(text, 0, default);

    public static implicit operator SqliteValue(long number) => new(null, number, default);

    public static implicit operator SqliteValue(byte[] bytes) => (ReadOnlyMemory<byte>)bytes;

    public static implicit operator SqliteValue(ReadOnlyMemory<byte> bytes) => new(null, 0, bytes) { IsBytes = true };
}
