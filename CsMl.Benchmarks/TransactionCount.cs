namespace CsMl.Benchmarks;

/// <summary>The counts since the last <see cref="Clear"/>.</summary>
internal sealed class TransactionCount
{
    private int _reads;
    private int _pages;
    private int _writes;

    public int Reads => _reads;

    public int Pages => _pages;

    public int Writes => _writes;

    public int All => _reads + _pages + _writes;

    public void AddRead() => Interlocked.Increment(ref _reads);

    public void AddPage() => Interlocked.Increment(ref _pages);

    public void AddWrite() => Interlocked.Increment(ref _writes);

    public void Clear() => (_reads, _pages, _writes) = (0, 0, 0);
}
