using CsMl.Functions;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();

// Without this filter the server to which the host forwards calls logs every call four times.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.Services.AddCsMl(builder.Configuration).AddAzureStorage(builder.Configuration);
builder.Build().Run();
