using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace CsMl.Tests.Worker.Rpc;

/// <summary>A function as the worker has indexed it.</summary>
internal sealed class WorkerFunction(RpcFunctionMetadata metadata)
{
    /// <summary>That of host.json. The worker reads it there too.</summary>
    private const string RoutePrefix = "api/";

    public RpcFunctionMetadata Metadata => metadata;

    /// <summary>The binding that sets the function off, as in a function.json.</summary>
    public JsonElement Trigger { get; } =
        metadata
            .RawBindings.Select(binding => JsonSerializer.Deserialize<JsonElement>(binding))
            .Single(binding => binding.GetProperty("type").GetString()!.EndsWith("Trigger", StringComparison.Ordinal));

    /// <summary>Invokes it.</summary>
    /// <param name="trigger">What the trigger parameter receives.</param>
    public InvocationRequest Invocation(TypedData trigger) =>
        new()
        {
            InvocationId = Guid.NewGuid().ToString(),
            FunctionId = metadata.FunctionId,
            TraceContext = new RpcTraceContext(),
            InputData =
            {
                new ParameterBinding { Name = Trigger.GetProperty("name").GetString(), Data = trigger },
            },
        };

    /// <summary>Invokes it for an HTTP request that is forwarded to the worker.</summary>
    /// <param name="path">Without a query. The worker's route parameters receive what the host has read from it.</param>
    public InvocationRequest HttpInvocation(string path)
    {
        var template = TemplateParser.Parse(RoutePrefix + Trigger.GetProperty("route").GetString());
        var values = new RouteValueDictionary();
        if (!new TemplateMatcher(template, []).TryMatch(path, values))
        {
            throw new ArgumentException($"{path} is no path of {metadata.Name}.", nameof(path));
        }

        var invocation = Invocation(new TypedData { Http = new RpcHttp() });
        foreach (var (name, value) in values)
        {
            invocation.TriggerMetadata.Add(name, new TypedData { String = $"{value}" });
        }

        return invocation;
    }
}
