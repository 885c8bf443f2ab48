namespace CsMl.Tests.Commands;

/// <summary>A file of one test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(string? text = null)
    {
        Path = System.IO.Path.GetTempFileName();
        if (text is not null)
        {
            File.WriteAllText(Path, text);
        }
    }

    public string Path { get; }

    public string[] Lines => File.ReadAllLines(Path);

    public void Dispose() => File.Delete(Path);
}
