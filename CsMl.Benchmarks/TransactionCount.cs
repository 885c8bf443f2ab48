namespace CsMl.Benchmarks;

/// <summary>The counts since the last <see cref="Clear"/>.</summary>
internal sealed class TransactionCount
{
    private int reads;
    private int pages;
    private int writes;

    public int Reads => reads;

    public int Pages => pages;

    public int Writes => writes;

    public int All => reads + pages + writes;

    public void AddRead() => Interlocked.Increment(ref reads);

    public void AddPage() => Interlocked.Increment(ref pages);

    public void AddWrite() => Interlocked.Increment(ref writes);

    public void Clear() => (reads, pages, writes) = (0, 0, 0);
}
