using System.Buffers;

namespace CsMl.Core.Accounts.Import;

/// <summary>
/// The part of a stream that is being split into records: from <see cref="Start"/>, where the present one begins, to what
/// was read last. It grows with the record and no further.
/// </summary>
internal sealed class ScanBuffer(Stream input)
{
    public const int Size = 128 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Size);

    /// <summary>First byte of the present record.</summary>
    public int Start { get; set; }

    /// <summary>First byte that was not looked at.</summary>
    public int Scanned { get; set; }

    /// <summary>Number of bytes in the buffer.</summary>
    public int End { get; private set; }

    /// <summary>Line number of <see cref="Start"/>, from 1.</summary>
    public int Line { get; set; } = 1;

    /// <summary>True if the stream has ended.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Number of bytes of the present record that were looked at.</summary>
    public int Length => Scanned - Start;

    /// <summary>The present record, as far as it was looked at. Valid until more is read.</summary>
    public ReadOnlyMemory<byte> Record => _bytes.AsMemory(Start, Length);

    public byte this[int index] => _bytes[index];

    public ReadOnlySpan<byte> All => _bytes.AsSpan(0, End);

    /// <summary>Gives up the bytes that were looked at, and counts their lines.</summary>
    public void Pass()
    {
        Line += _bytes.AsSpan(Start, Length).Count((byte)'\n');
        Start = Scanned;
    }

    /// <summary>Reads more behind what is in the buffer.</summary>
    public async Task FillAsync(CancellationToken cancellation)
    {
        if (Start > 0)
        {
            _bytes.AsSpan(Start, End - Start).CopyTo(_bytes);
            (Start, Scanned, End) = (0, Scanned - Start, End - Start);
        }

        if (End == _bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(2 * _bytes.Length);
            _bytes.AsSpan(0, End).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        var read = await input.ReadAsync(_bytes.AsMemory(End), cancellation);
        End += read;
        IsOver = read == 0;
    }

    /// <summary>Returns the memory; the buffer is not used afterwards.</summary>
    public void Release() => ArrayPool<byte>.Shared.Return(_bytes);
}
