namespace CsMl.Tests.OpenApi;

/// <summary>A test that runs Python.</summary>
public sealed class PythonFactAttribute : FactAttribute
{
    public const string Program = "python3";

    public PythonFactAttribute() => Skip = ProgramPath.Find(Program) is null ? $"{Program} is not on the PATH." : null;
}
