using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;

namespace CsMl.Tests.OpenApi;

/// <summary>A C# client as NSwag generates it, compiled in memory with a program that uses it.</summary>
internal static class GeneratedClient
{
    public static async Task<string> WriteAsync(string description)
    {
        var document = await OpenApiDocument.FromJsonAsync(description);
        var settings = new CSharpClientGeneratorSettings
        {
            ClassName = "CsMlClient",
            GenerateOptionalParameters = true,
            CSharpGeneratorSettings =
            {
                Namespace = "CsMl.Client",
                JsonLibrary = CSharpJsonLibrary.SystemTextJson,
                GenerateOptionalPropertiesAsNullable = true,
                GenerateNullableReferenceTypes = true,
            },
        };
        return new CSharpClientGenerator(document, settings).GenerateFile();
    }

    public static void Run(string client, string program)
    {
        const string usings =
            "global using System; global using System.Linq; global using System.Net.Http; global using System.Threading.Tasks;";
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "QuickStart",
            new[] { client, program, usings }.Select(text => CSharpSyntaxTree.ParseText(text)),
            references,
            new CSharpCompilationOptions(
                OutputKind.ConsoleApplication,
                nullableContextOptions: NullableContextOptions.Enable
            )
        );
        using var image = new MemoryStream();
        var compiled = compilation.Emit(image);
        Assert.True(
            compiled.Success,
            string.Join("\n", compiled.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(20))
        );
        Assembly.Load(image.ToArray()).EntryPoint!.Invoke(null, [Array.Empty<string>()]);
    }
}
